data "aws_region" "here" {}

locals {
  region = data.aws_region.here.region
  charts = {
    aws-load-balancer-controller = {
      repository = "https://aws.github.io/eks-charts"
      version    = "1.13.4"
      namespace  = "kube-system"
      values = {
        clusterName                = var.cluster_name
        region                     = local.region
        vpcId                      = var.vpc_id
        replicaCount               = 2
        serviceAccount             = { name = "aws-load-balancer-controller" }
        createIngressClassResource = false
        enableWafv2                = false
        enableShield               = false
        # Nobody makes a Service with a load balancer, and while the controller starts this refuses every Service of the
        # charts that are made beside it.
        enableServiceMutatorWebhook = false
      }
    }
    external-secrets = {
      repository = "https://charts.external-secrets.io"
      version    = "0.18.2"
      namespace  = "external-secrets"
      values = {
        installCRDs    = true
        replicaCount   = 2
        leaderElect    = true
        serviceAccount = { name = "external-secrets" }
        extraEnv       = [{ name = "AWS_REGION", value = local.region }]
      }
    }
    cluster-autoscaler = {
      repository = "https://kubernetes.github.io/autoscaler"
      version    = "9.50.1"
      namespace  = "kube-system"
      values = {
        fullnameOverride = "cluster-autoscaler"
        autoDiscovery    = { clusterName = var.cluster_name }
        awsRegion        = local.region
        rbac             = { serviceAccount = { name = "cluster-autoscaler" } }
        extraArgs        = { balance-similar-node-groups = true, skip-nodes-with-local-storage = false }
      }
    }
    keda = {
      repository = "https://kedacore.github.io/charts"
      version    = "2.17.2"
      namespace  = "keda"
      values     = { operator = { replicaCount = 2 } }
    }
  }
}

resource "helm_release" "this" {
  for_each         = local.charts
  name             = each.key
  repository       = each.value.repository
  chart            = each.key
  version          = each.value.version
  namespace        = each.value.namespace
  create_namespace = true
  atomic           = true
  timeout          = 600
  values           = [yamlencode(each.value.values)]

  depends_on = [aws_eks_pod_identity_association.this]
}
