output "release" {
  description = "What runs."
  value       = { release = var.release, image = var.image }
  depends_on  = [kubernetes_deployment_v1.this]
}

output "namespace" {
  value = local.namespace
}
