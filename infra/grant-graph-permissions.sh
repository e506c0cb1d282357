#!/bin/sh
# Lets Signpost's managed identity ask Microsoft Graph who holds which role: User.Read.All and
# RoleManagement.Read.Directory, nothing more. A managed identity has no consent page, so this is its consent.
#   infra/grant-graph-permissions.sh <BOT_PRINCIPAL_ID of env/.env.dev>
# Whoever runs it is signed in (`az login`) as Global Administrator or Privileged Role Administrator.
set -eu

principal=${1:?usage: infra/grant-graph-permissions.sh <BOT_PRINCIPAL_ID>}
graph=$(az ad sp show --id 00000003-0000-0000-c000-000000000000 --query id --output tsv)
url="https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments"

grant() {
  if az rest --method GET --url "$url" --query "value[?appRoleId=='$2'].id" --output tsv | grep -q .; then
    echo "$1: was granted before"
  else
    az rest --method POST --url "$url" --output none \
      --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph\",\"appRoleId\":\"$2\"}"
    echo "$1: granted"
  fi
}

grant User.Read.All df021288-bdef-4463-88db-98f22de89214
grant RoleManagement.Read.Directory 483bed4a-2ad3-4361-a73b-c83ccdbdc53c
