output "mounted" {
  description = "By setting: the secret that is mounted for it, and which version of it."
  value = merge(
    { AUTH_SECRET = { name = aws_secretsmanager_secret.auth.name, version = "AWSCURRENT" } },
    var.auth_version > 1 ? { AUTH_SECRET_PREVIOUS = { name = aws_secretsmanager_secret.auth.name, version = "AWSPREVIOUS" } } : {},
    { for setting, secret in aws_secretsmanager_secret.by_hand : setting => { name = secret.name, version = "AWSCURRENT" } },
  )
  # Whoever mounts it while the next value is on its way would mount the one before, and go on with it.
  depends_on = [aws_secretsmanager_secret_version.auth]
}
