# From which the keys for cookies, seals and passwords are derived. Secrets Manager keeps the one before it, and the
# product accepts both.
ephemeral "random_password" "auth" {
  length  = 64
  special = false
}

resource "aws_secretsmanager_secret" "auth" {
  name                    = "${var.name}/auth-secret"
  description             = "AUTH_SECRET: sessions, links and passwords live as long as it does."
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret_version" "auth" {
  secret_id                = aws_secretsmanager_secret.auth.id
  secret_string_wo         = ephemeral.random_password.auth.result
  secret_string_wo_version = var.auth_version
}

# What only people know: they put it there, and Terraform never reads it.
resource "aws_secretsmanager_secret" "by_hand" {
  for_each                = var.by_hand
  name                    = "${var.name}/${lower(replace(each.key, "_", "-"))}"
  description             = each.key
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 7
}
