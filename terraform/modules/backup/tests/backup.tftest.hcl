mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
}

variables {
  name          = "shop"
  resource_arns = ["arn:aws:rds:eu-central-1:123456789012:db:shop", "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-1"]
  days          = 35
  months        = 12
  kms_key_arn   = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "copies" {
  assert {
    condition     = length(aws_backup_plan.this.rule) == 2 && length(aws_backup_selection.this.resources) == 2
    error_message = "Database and files are copied each night and each month."
  }
  assert {
    condition     = aws_backup_vault.this.kms_key_arn == var.kms_key_arn && aws_backup_vault_lock_configuration.this.min_retention_days == 7
    error_message = "Copies are encrypted, and nobody deletes one within a week."
  }
}

run "three_days" {
  command = plan
  variables {
    days = 3
  }
  expect_failures = [var.days]
}
