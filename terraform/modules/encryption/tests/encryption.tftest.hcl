mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
}

variables {
  name = "shop"
}

run "key" {
  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 30
    error_message = "The key is renewed by itself, and not lost within an afternoon."
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.this.policy).Statement :
      strcontains(jsonencode(statement.Condition), "123456789012") if can(statement.Principal.Service)
    ])
    error_message = "A service uses the key for this account alone."
  }
  assert {
    condition = [
      for statement in jsondecode(aws_kms_key.this.policy).Statement :
      statement.Condition if strcontains(jsonencode(statement.Principal), "logs.eu-central-1.amazonaws.com")
    ] == [{ ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:eu-central-1:123456789012:*" } }]
    error_message = "CloudWatch Logs names the log that it encrypts and no account: another condition keeps it out, and no log is made."
  }
}
