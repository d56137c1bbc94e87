mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::mock" }
  }
  mock_resource "aws_efs_file_system" {
    defaults = { id = "fs-1", arn = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-1" }
  }
  mock_resource "aws_efs_access_point" {
    defaults = { id = "fsap-1", arn = "arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-1" }
  }
}

variables {
  name                     = "shop"
  vpc_id                   = "vpc-1"
  subnet_ids               = ["subnet-a", "subnet-b", "subnet-c"]
  client_security_group_id = "sg-1"
  log_days                 = 90
  head_days                = 3650
  head_writer_arn          = "arn:aws:iam::123456789012:role/shop-vector"
  kms_key_arn              = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "files" {
  assert {
    condition     = aws_efs_file_system.files.encrypted && aws_efs_file_system.files.kms_key_id == var.kms_key_arn
    error_message = "Files are encrypted by our key."
  }
  assert {
    condition     = length(aws_efs_mount_target.files) == 3 && aws_vpc_security_group_ingress_rule.files.cidr_ipv4 == null
    error_message = "Reached in each zone, by the cluster alone."
  }
  assert {
    condition     = anytrue([for statement in jsondecode(aws_efs_file_system_policy.files.policy).Statement : statement.Effect == "Deny" && can(statement.Condition.Bool["aws:SecureTransport"])])
    error_message = "Files travel encrypted alone."
  }
  assert {
    condition     = aws_efs_access_point.files.posix_user[0].uid == 1000 && aws_efs_access_point.files.root_directory[0].creation_info[0].permissions == "0700"
    error_message = "Files belong to the user of the image and to nobody else."
  }
}

run "buckets" {
  assert {
    condition = alltrue([
      for block in aws_s3_bucket_public_access_block.this :
      block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
    ])
    error_message = "No bucket is public."
  }
  assert {
    condition     = alltrue([for each in aws_s3_bucket_versioning.this : each.versioning_configuration[0].status == "Enabled"]) && length(aws_s3_bucket_server_side_encryption_configuration.this) == length(aws_s3_bucket.this)
    error_message = "Every bucket is versioned and encrypted."
  }
  assert {
    condition     = alltrue([for each in aws_s3_bucket_policy.this : jsondecode(each.policy).Statement[0].Effect == "Deny"]) && !anytrue([for each in aws_s3_bucket.this : each.force_destroy])
    error_message = "Every bucket refuses what is not encrypted, and to be deleted with what is in it."
  }
}

run "locks" {
  assert {
    condition     = aws_s3_bucket_object_lock_configuration.this["heads"].rule[0].default_retention[0].mode == "COMPLIANCE" && aws_s3_bucket_object_lock_configuration.this["heads"].rule[0].default_retention[0].days == 3650
    error_message = "Nobody deletes a head of the audit trail, whoever they are."
  }
  assert {
    condition     = aws_s3_bucket_object_lock_configuration.this["exports"].rule[0].default_retention[0].mode == "GOVERNANCE" && aws_s3_bucket_object_lock_configuration.this["exports"].rule[0].default_retention[0].days <= aws_s3_bucket_lifecycle_configuration.this["exports"].rule[0].expiration[0].days
    error_message = "A backup is deleted by few people, and at its age."
  }
  assert {
    condition     = !contains(keys(aws_s3_bucket_lifecycle_configuration.this), "heads") && one(aws_s3_bucket_server_side_encryption_configuration.this["heads"].rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "Heads do not end by age, and are read without our key."
  }
  assert {
    condition     = contains(flatten([for statement in jsondecode(aws_s3_bucket_policy.this["heads"].policy).Statement : statement.Action if statement.Effect == "Deny" && !can(statement.Condition)]), "s3:DeleteObject")
    error_message = "No head is hidden behind a mark of deletion."
  }
  assert {
    condition = [
      for statement in jsondecode(aws_s3_bucket_policy.this["heads"].policy).Statement : statement.Condition.ArnNotEquals["aws:PrincipalArn"]
      if statement.Action == "s3:PutObject" && statement.Effect == "Deny"
    ] == [var.head_writer_arn]
    error_message = "Heads are added by the reader of the log alone."
  }
}
