# Objects of kinds that the cluster learns from charts: External Secrets, KEDA and the controller of the load balancer.
locals {
  # A name of its own for each set of versions: pods wait for the secrets that they are meant to have.
  secret_name = "secrets-${substr(sha256(var.secrets_revision), 0, 10)}"
  mounted = merge(var.mounted_secrets, {
    REDIS_PASSWORD           = { name = var.redis.secret_name, version = "AWSCURRENT" }
    UPSTASH_REDIS_REST_TOKEN = { name = var.store.secret_name, version = "AWSCURRENT" }
  })

  objects = [
    {
      apiVersion = "external-secrets.io/v1"
      kind       = "SecretStore"
      metadata   = { name = "secrets-manager" }
      spec       = { provider = { aws = { service = "SecretsManager", region = data.aws_region.here.region } } }
    },
    {
      apiVersion = "external-secrets.io/v1"
      kind       = "ExternalSecret"
      metadata   = { name = "secrets" }
      spec = {
        refreshInterval = "5m"
        secretStoreRef  = { name = "secrets-manager", kind = "SecretStore" }
        target          = { name = local.secret_name, creationPolicy = "Owner" }
        data = [for setting, secret in local.mounted : {
          secretKey = setting
          remoteRef = { key = secret.name, version = secret.version }
        }]
      }
    },
    {
      apiVersion = "elbv2.k8s.aws/v1beta1"
      kind       = "TargetGroupBinding"
      metadata   = { name = "web" }
      spec = {
        serviceRef     = { name = "web", port = local.ports.web }
        targetGroupARN = var.target_group_arn
        targetType     = "ip"
      }
    },
  ]

  # Those of which there are always as many have one too: the number of a deployment counts when it is made and no more.
  autoscalers = { for name, process in local.processes : name => {
    apiVersion = "keda.sh/v1alpha1"
    kind       = "ScaledObject"
    metadata   = { name = name }
    spec = {
      scaleTargetRef  = { name = name }
      minReplicaCount = process.min
      maxReplicaCount = process.max
      pollingInterval = 15
      advanced = { horizontalPodAutoscalerConfig = { behavior = { scaleDown = {
        # Each web that leaves sends its streams elsewhere, so few leave, and late.
        stabilizationWindowSeconds = 600
        policies                   = [{ type = "Pods", value = 1, periodSeconds = 120 }]
      } } } }
      triggers = concat(
        process.component != "web" ? [] : [{ type = "cpu", metricType = "Utilization", metadata = { value = "60" } }],
        [{
          type       = "prometheus"
          metricType = "AverageValue"
          metadata = {
            serverAddress = var.prometheus_url
            query         = local.queries[name]
            threshold     = tostring(process.each_handles)
          }
        }],
      )
    }
  } }

  waiting = { for name, process in local.processes : name => format(
    "sum(max by (queue) (quartermaster_jobs{state=\"waiting\", queue=~\"quartermaster-(%s)\"})) or vector(0)",
    join("|", process.modules),
  ) }
  queries = { for name, process in local.processes : name =>
    process.component == "web" ? "sum(quartermaster_streams_open)" : length(process.modules) > 0 ? local.waiting[name] : "vector(0)"
  }
}

resource "helm_release" "objects" {
  name      = "objects"
  chart     = "${path.module}/objects"
  namespace = local.namespace
  values    = [yamlencode({ objects = local.objects })]

  depends_on = [kubernetes_service_v1.web]
}

# Beside the others, since it comes later: KEDA refuses to scale by processor what is not there yet.
resource "helm_release" "autoscalers" {
  name      = "autoscalers"
  chart     = "${path.module}/objects"
  namespace = local.namespace
  values    = [yamlencode({ objects = values(local.autoscalers) })]

  depends_on = [kubernetes_deployment_v1.this]
}
