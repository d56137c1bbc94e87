output "url" {
  description = "Where jobs wait, without a password."
  value       = "rediss://${aws_elasticache_replication_group.this.primary_endpoint_address}:6379"
}

output "secret_arn" {
  value      = aws_secretsmanager_secret.this.arn
  depends_on = [aws_secretsmanager_secret_version.this]
}

output "secret_name" {
  value      = aws_secretsmanager_secret.this.name
  depends_on = [aws_secretsmanager_secret_version.this]
}

output "members" {
  description = "For alarms."
  value       = [for place in range(var.nodes) : format("%s-%03d", var.name, place + 1)]
}
