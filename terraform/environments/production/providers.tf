provider "aws" {
  region = var.region

  default_tags {
    tags = { Project = "quartermaster", Environment = local.environment, ManagedBy = "terraform" }
  }
}

# UPSTASH_EMAIL and UPSTASH_API_KEY are taken from the environment of who applies.
provider "upstash" {}

locals {
  # A token of some minutes, made by who applies: none is kept in the state.
  token = {
    api_version = "client.authentication.k8s.io/v1beta1"
    command     = "aws"
    args        = ["eks", "get-token", "--cluster-name", module.environment.cluster.name, "--region", var.region]
  }
  host                   = module.environment.cluster.endpoint
  cluster_ca_certificate = base64decode(module.environment.cluster.certificate_authority)
}

provider "kubernetes" {
  host                   = local.host
  cluster_ca_certificate = local.cluster_ca_certificate
  exec {
    api_version = local.token.api_version
    command     = local.token.command
    args        = local.token.args
  }
}

provider "helm" {
  kubernetes = {
    host                   = local.host
    cluster_ca_certificate = local.cluster_ca_certificate
    exec                   = local.token
  }
}
