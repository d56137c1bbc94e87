# `random` is not mocked: Terraform mocks no provider whose ephemeral resources are used.
mock_provider "aws" {}

variables {
  name        = "shop"
  by_hand     = ["SMTP_URL"]
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "first" {
  assert {
    condition     = aws_secretsmanager_secret_version.auth.secret_string == null
    error_message = "The state knows no secret."
  }
  assert {
    condition     = alltrue([for each in concat([aws_secretsmanager_secret.auth], values(aws_secretsmanager_secret.by_hand)) : each.kms_key_id == var.kms_key_arn && each.recovery_window_in_days >= 7])
    error_message = "Secrets are under our key, and come back within a week."
  }
  assert {
    condition     = toset(keys(output.mounted)) == toset(["AUTH_SECRET", "SMTP_URL"]) && output.mounted["SMTP_URL"].name == "shop/smtp-url"
    error_message = "The first secret has none before it."
  }
}

run "renewed" {
  variables {
    auth_version = 2
  }
  assert {
    condition     = output.mounted["AUTH_SECRET_PREVIOUS"].name == output.mounted["AUTH_SECRET"].name && output.mounted["AUTH_SECRET_PREVIOUS"].version == "AWSPREVIOUS"
    error_message = "The one before it is accepted too."
  }
}

run "unknown" {
  command = plan
  variables {
    by_hand = ["DATABASE_URL"]
  }
  expect_failures = [var.by_hand]
}
