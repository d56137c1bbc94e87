output "prometheus_url" {
  description = "Inside the cluster, for the autoscalers."
  value       = "http://prometheus-server.${local.namespace}.svc:80"
  depends_on  = [helm_release.this]
}

output "namespace" {
  value = local.namespace
}

output "workspace_id" {
  value = aws_prometheus_workspace.this.id
}
