// The program itself, in what azure.bicep has made. teamsapp.yml deploys it: `atk deploy --env dev`.

param location string = resourceGroup().location
param name string

@description('Registry, repository and tag.')
param image string
param registryHost string
param environmentId string
param identityId string
param vaultUrl string
param botId string
param botTenantId string
param publicHostname string

@description('Never fewer: 2 leave one in service while the other is replaced.')
@minValue(1)
param minReplicas int = 2

@minValue(1)
param maxReplicas int = 5

@description('Makes each deployment a revision of its own, with the same image too.')
param revision string = toLower(utcNow('yyyyMMddHHmmss'))

var port = 3978

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: [
        {
          server: registryHost
          identity: identityId
        }
      ]
      secrets: [
        {
          name: 'database-url'
          keyVaultUrl: '${vaultUrl}secrets/database-url'
          identity: identityId
        }
        {
          name: 'gateway-secret'
          keyVaultUrl: '${vaultUrl}secrets/gateway-secret'
          identity: identityId
        }
      ]
    }
    template: {
      revisionSuffix: 'r${revision}'
      // a container is killed this many seconds after SIGTERM: Signpost is done in 9
      terminationGracePeriodSeconds: 15
      containers: [
        {
          name: 'signpost'
          image: image
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          env: [
            {
              name: 'BOT_TYPE'
              value: 'UserAssignedMSI'
            }
            {
              name: 'BOT_ID'
              value: botId
            }
            {
              name: 'BOT_TENANT_ID'
              value: botTenantId
            }
            {
              name: 'PUBLIC_URL'
              value: 'https://${publicHostname}'
            }
            {
              name: 'DATABASE_URL'
              secretRef: 'database-url'
            }
            {
              name: 'GATEWAY_SECRET'
              secretRef: 'gateway-secret'
            }
            {
              // whoever reaches the container has come through the ingress, whose addresses are private
              name: 'TRUSTED_PROXIES'
              value: '10.0.0.0/8,100.64.0.0/10'
            }
          ]
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz'
                port: port
              }
              periodSeconds: 2
              failureThreshold: 30
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: port
              }
              periodSeconds: 10
              timeoutSeconds: 3
              failureThreshold: 6
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: port
              }
              periodSeconds: 5
              timeoutSeconds: 3
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'requests'
            http: {
              metadata: {
                concurrentRequests: '100'
              }
            }
          }
        ]
      }
    }
  }
}

output AZURE_CONTAINER_APP_URL string = 'https://${app.properties.configuration.ingress.fqdn}'
