output "url" {
  value = "https://${upstash_redis_database.this.endpoint}"
}

output "secret_arn" {
  value      = aws_secretsmanager_secret.token.arn
  depends_on = [aws_secretsmanager_secret_version.token]
}

output "secret_name" {
  value      = aws_secretsmanager_secret.token.name
  depends_on = [aws_secretsmanager_secret_version.token]
}
