# `random` is not mocked: Terraform mocks no provider whose ephemeral resources are used.
mock_provider "aws" {
  mock_resource "aws_db_instance" {
    defaults = {
      arn                = "arn:aws:rds:eu-central-1:123456789012:db:shop"
      endpoint           = "shop.mock:5432"
      address            = "shop.mock"
      master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:owner" }]
    }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:application" }
  }
  mock_resource "aws_serverlessapplicationrepository_cloudformation_stack" {
    defaults = { outputs = { RotationLambdaARN = "arn:aws:lambda:eu-central-1:123456789012:function:rotation" } }
  }
}

variables {
  name                     = "shop"
  vpc_id                   = "vpc-1"
  vpc_cidr                 = "10.20.0.0/16"
  zones                    = ["eu-a", "eu-b", "eu-c"]
  subnet_ids               = ["subnet-a", "subnet-b", "subnet-c"]
  function_subnet_ids      = ["subnet-d"]
  client_security_group_id = "sg-1"
  instance_class           = "db.r8g.large"
  storage_gb               = 100
  storage_gb_max           = 500
  connections              = 400
  replicas                 = 2
  backup_days              = 14
  log_days                 = 30
  kms_key_arn              = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "kept" {
  assert {
    condition     = aws_db_instance.primary.multi_az && aws_db_instance.primary.deletion_protection && !aws_db_instance.primary.skip_final_snapshot
    error_message = "The primary has a stand-by and is not lost by a word."
  }
  assert {
    condition     = aws_db_instance.primary.backup_retention_period == 14 && !aws_db_instance.primary.delete_automated_backups
    error_message = "Backups are kept, also when the database is gone."
  }
  assert {
    condition     = alltrue([for each in concat([aws_db_instance.primary], aws_db_instance.replica) : each.storage_encrypted && !each.publicly_accessible])
    error_message = "Primary and replicas are encrypted, and not public."
  }
  assert {
    condition     = aws_db_instance.primary.kms_key_id == var.kms_key_arn && alltrue([for replica in aws_db_instance.replica : replica.kms_key_id != var.kms_key_arn])
    error_message = "The primary is encrypted by our key. Replicas have that of their primary, and RDS refuses whoever names one for them."
  }
  assert {
    condition     = length(aws_db_instance.replica) == 2 && length(setintersection(aws_db_instance.replica[*].availability_zone, slice(var.zones, 0, 2))) == 0
    error_message = "Replicas are in other zones than the primary and its stand-by."
  }
  assert {
    condition     = length(setsubtract(aws_db_subnet_group.primary.subnet_ids, ["subnet-a", "subnet-b"])) == 0
    error_message = "The primary stays in the zones that replicas keep out of."
  }
}

run "spoken_to" {
  assert {
    condition     = contains([for each in aws_db_parameter_group.this.parameter : "${each.name}=${each.value} ${each.apply_method}"], "max_connections=400 pending-reboot")
    error_message = "As many connections are allowed as processes are counted against."
  }
  assert {
    condition     = contains([for each in aws_db_parameter_group.this.parameter : "${each.name}=${each.value}"], "rds.force_ssl=1")
    error_message = "Postgres refuses who does not encrypt."
  }
  assert {
    condition     = alltrue([for url in concat([output.url, output.owner_url], output.replica_urls) : endswith(url, "?sslmode=verify-full")])
    error_message = "Who connects checks certificate and name."
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.clients : rule.cidr_ipv4 == null && rule.from_port == 5432])
    error_message = "Groups reach it, and no range of addresses."
  }
}

run "passwords" {
  assert {
    condition     = aws_db_instance.primary.manage_master_user_password && aws_db_instance.primary.password == null
    error_message = "AWS keeps the owner's password."
  }
  assert {
    condition     = aws_secretsmanager_secret_version.application.secret_string == null && aws_secretsmanager_secret_version.application.secret_string_wo == null
    error_message = "The state knows no password."
  }
  assert {
    condition     = aws_secretsmanager_secret_rotation.owner.rotation_rules[0].automatically_after_days == 30 && aws_secretsmanager_secret_rotation.application.rotation_rules[0].automatically_after_days == 30
    error_message = "Both passwords are renewed by themselves."
  }
}

run "two_zones" {
  command = plan
  variables {
    zones = ["eu-a", "eu-b"]
  }
  expect_failures = [var.zones]
}

run "one_day_of_backups" {
  command = plan
  variables {
    backup_days = 1
  }
  expect_failures = [var.backup_days]
}
