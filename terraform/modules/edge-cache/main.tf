resource "upstash_redis_database" "this" {
  database_name  = var.name
  region         = "global"
  primary_region = var.primary_region
  read_regions   = var.read_regions
  tls            = true
  # Answers and counts, all of which can be had again.
  eviction   = true
  auto_scale = false
  budget     = var.budget_usd
}

resource "aws_secretsmanager_secret" "token" {
  name                    = "${var.name}/upstash-token"
  description             = "The token of the store that all processes share."
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "token" {
  secret_id                = aws_secretsmanager_secret.token.id
  secret_string_wo         = upstash_redis_database.this.rest_token
  secret_string_wo_version = var.token_version
}
