output "role_arns" {
  description = "For the settings of the repository on GitHub."
  value       = { for name, role in aws_iam_role.this : name => role.arn }
}

output "secret_ids" {
  description = "Where people put the keys of the pipeline."
  value       = { for name, secret in aws_secretsmanager_secret.keys : name => secret.name }
}
