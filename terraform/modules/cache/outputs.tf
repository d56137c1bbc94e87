output "url" {
  description = "Where jobs wait, without a password."
  value       = "rediss://${aws_elasticache_replication_group.this.primary_endpoint_address}:6379"
}

output "secret_arn" {
  value = aws_secretsmanager_secret.this.arn
}

output "secret_name" {
  value = aws_secretsmanager_secret.this.name
}

output "members" {
  description = "For alarms."
  value       = [for place in range(var.nodes) : format("%s-%03d", var.name, place + 1)]
}
