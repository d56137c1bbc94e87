output "prometheus_url" {
  description = "Inside the cluster, for the autoscalers."
  value       = "http://prometheus-server.${local.namespace}.svc:80"
  depends_on  = [helm_release.this]
}

output "namespace" {
  value = local.namespace
}

output "prometheus_endpoint" {
  description = "Of the managed one, for those whom AWS knows."
  value       = trimsuffix(aws_prometheus_workspace.this.prometheus_endpoint, "/")
}

output "log_reader_arn" {
  description = "The role of what reads the log and sends it on."
  value       = aws_iam_role.this["vector"].arn
}
