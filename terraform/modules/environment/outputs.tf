output "cluster" {
  description = "How to sign in to the cluster."
  value = {
    name                  = module.cluster.name
    endpoint              = module.cluster.endpoint
    certificate_authority = module.cluster.certificate_authority
  }
}

output "url" {
  value = "https://${var.host}"
}

output "release" {
  value = module.application.release
}

output "database" {
  description = "The primary, then its replicas."
  value       = module.database.instances
}

output "buckets" {
  value = { logs = module.storage.log_bucket, exports = module.storage.export_bucket, heads = module.storage.head_bucket }
}

output "vault" {
  value = module.backup.vault
}

output "prometheus" {
  value = module.observability.prometheus_endpoint
}
