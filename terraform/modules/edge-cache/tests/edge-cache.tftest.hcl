mock_provider "aws" {}
mock_provider "upstash" {}

variables {
  name           = "shop"
  primary_region = "eu-central-1"
  budget_usd     = 20
  kms_key_arn    = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "store" {
  assert {
    condition     = upstash_redis_database.this.tls && startswith(output.url, "https://")
    error_message = "It is asked over TLS."
  }
  assert {
    condition     = upstash_redis_database.this.eviction && upstash_redis_database.this.budget == 20
    error_message = "It forgets before it is full, and costs no more than was meant."
  }
  assert {
    condition     = aws_secretsmanager_secret_version.token.secret_string == null && aws_secretsmanager_secret.token.kms_key_id == var.kms_key_arn
    error_message = "The token goes past our state, under our key."
  }
}
