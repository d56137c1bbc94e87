output "url" {
  description = "As the application connects, without a password."
  value       = "postgres://quartermaster@${aws_db_instance.primary.endpoint}/quartermaster?sslmode=verify-full"
}

output "owner_url" {
  value = "postgres://${local.username}@${aws_db_instance.primary.endpoint}/quartermaster?sslmode=verify-full"
}

output "replica_urls" {
  value = [for replica in aws_db_instance.replica : "postgres://quartermaster@${replica.endpoint}/quartermaster?sslmode=verify-full"]
}

output "secret_arn" {
  description = "Of the application's password: a JSON object with the field `password`."
  value       = aws_secretsmanager_secret.application.arn
  depends_on  = [aws_secretsmanager_secret_version.application]
}

output "owner_secret_arn" {
  value = aws_db_instance.primary.master_user_secret[0].secret_arn
}

output "arn" {
  value = aws_db_instance.primary.arn
}

output "instances" {
  description = "For alarms: the primary, then its replicas."
  value       = concat([aws_db_instance.primary.identifier], aws_db_instance.replica[*].identifier)
}
