# Copies of database and files that outlive both: in a vault whose copies nobody deletes before their time.
resource "aws_backup_vault" "this" {
  name        = var.name
  kms_key_arn = var.kms_key_arn
}

resource "aws_backup_vault_lock_configuration" "this" {
  backup_vault_name  = aws_backup_vault.this.name
  min_retention_days = 7
}

# Away from the hours of the database's own copies and of its maintenance, in which AWS begins none.
resource "aws_backup_plan" "this" {
  name = var.name

  rule {
    rule_name         = "nightly"
    target_vault_name = aws_backup_vault.this.name
    schedule          = "cron(0 23 * * ? *)"
    start_window      = 60
    completion_window = 360

    lifecycle {
      delete_after = var.days
    }
  }

  rule {
    rule_name         = "monthly"
    target_vault_name = aws_backup_vault.this.name
    schedule          = "cron(0 22 1 * ? *)"
    start_window      = 60
    completion_window = 360

    lifecycle {
      delete_after = var.months * 31
    }
  }
}

resource "aws_iam_role" "this" {
  name = "${var.name}-backup"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "backup.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = toset(["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"])
  role       = aws_iam_role.this.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/${each.key}"
}

resource "aws_backup_selection" "this" {
  name         = var.name
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = aws_iam_role.this.arn
  resources    = var.resource_arns
}
