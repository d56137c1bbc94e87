output "role_arns" {
  description = "For the settings of the repository on GitHub."
  value       = { for name, role in aws_iam_role.this : name => role.arn }
}
