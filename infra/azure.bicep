// What Signpost needs in a resource group, apart from the program itself (app.bicep): an identity, the bot's
// registration, a registry for its image, a vault for its secrets, PostgreSQL, logs, and a network they meet in.
// teamsapp.yml deploys it: `atk provision --env dev`.

@description('Stands at the beginning of each name.')
@minLength(3)
@maxLength(12)
param baseName string

@description('Name of the bot, as Azure shows it.')
@maxLength(42)
param botDisplayName string

param location string = resourceGroup().location

@description('A host name of your own, as signpost.example.com; empty: the name that Azure gives.')
param ownHostname string = ''

@description('Password of the database. Letters, digits, - and _ only: it stands in a URL.')
@secure()
@minLength(32)
param databasePassword string

@description('Signs the sessions of the gateway: 32 characters or more.')
@secure()
@minLength(32)
param gatewaySecret string

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 90

// globally unique, and the same each time
var suffix = uniqueString(resourceGroup().id, baseName)
var name = '${baseName}-${suffix}'
// registries and vaults: letters and digits only, 24 characters at most
var compactName = take(replace('${baseName}${suffix}', '-', ''), 24)
var appName = baseName

// Who the program is, to the bot's channel, to Graph, to the registry and to the vault: no password anywhere.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logDays
  }
}

module network 'azure/network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
  }
}

module database 'azure/database.bicep' = {
  name: 'database'
  params: {
    name: name
    location: location
    subnetId: network.outputs.databaseSubnetId
    privateDnsZoneId: network.outputs.databaseDnsZoneId
    password: databasePassword
    logsId: logs.id
  }
}

module vault 'azure/vault.bicep' = {
  name: 'vault'
  params: {
    name: compactName
    location: location
    readerPrincipalId: identity.properties.principalId
    databaseUrl: 'postgres://${database.outputs.user}:${databasePassword}@${database.outputs.host}/${database.outputs.database}?sslmode=verify-full'
    gatewaySecret: gatewaySecret
    logsId: logs.id
  }
}

module registry 'azure/registry.bicep' = {
  name: 'registry'
  params: {
    name: compactName
    location: location
    pullerPrincipalId: identity.properties.principalId
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: name
  location: location
  properties: {
    vnetConfiguration: {
      infrastructureSubnetId: network.outputs.appSubnetId
      internal: false
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

var hostname = empty(ownHostname) ? '${appName}.${environment.properties.defaultDomain}' : ownHostname

module bot 'azure/bot.bicep' = {
  name: 'bot'
  params: {
    name: name
    displayName: botDisplayName
    endpoint: 'https://${hostname}/api/messages'
    identityResourceId: identity.id
    identityClientId: identity.properties.clientId
    identityTenantId: identity.properties.tenantId
  }
}

// Written into env/.env.<environment> by the toolkit.
output BOT_ID string = identity.properties.clientId
output BOT_PRINCIPAL_ID string = identity.properties.principalId
output BOT_TENANT_ID string = identity.properties.tenantId
output PUBLIC_HOSTNAME string = hostname
output AZURE_IDENTITY_ID string = identity.id
output AZURE_CONTAINER_REGISTRY_NAME string = registry.outputs.name
output AZURE_CONTAINER_REGISTRY_HOST string = registry.outputs.host
output AZURE_CONTAINER_ENVIRONMENT_ID string = environment.id
output AZURE_CONTAINER_APP_NAME string = appName
output AZURE_KEY_VAULT_URL string = vault.outputs.url
