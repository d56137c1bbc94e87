locals {
  auth = aws_secretsmanager_secret.auth.name
}

output "mounted" {
  description = "By setting: the secret that is mounted for it, and which version of it."
  value = merge(
    { AUTH_SECRET = { name = local.auth, version = "AWSCURRENT" } },
    var.auth_version > 1 ? { AUTH_SECRET_PREVIOUS = { name = local.auth, version = "AWSPREVIOUS" } } : {},
    { for setting, secret in aws_secretsmanager_secret.by_hand : setting => { name = secret.name, version = "AWSCURRENT" } },
  )
}
