mock_provider "aws" {}

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
      can(statement.Condition.StringEquals["aws:SourceAccount"]) if can(statement.Principal.Service)
    ])
    error_message = "A service uses the key for this account alone."
  }
}
