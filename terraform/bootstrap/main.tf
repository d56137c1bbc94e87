# What environments share and none of them may destroy: where their state lies, the registry, and whom GitHub's jobs are.
provider "aws" {
  region = var.region

  default_tags {
    tags = { Project = "quartermaster", ManagedBy = "terraform" }
  }
}

data "aws_caller_identity" "here" {}

module "encryption" {
  source = "../modules/encryption"
  name   = "quartermaster-shared"
}

resource "aws_s3_bucket" "state" {
  bucket        = "quartermaster-state-${data.aws_caller_identity.here.account_id}"
  force_destroy = false
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "state" {
  bucket = aws_s3_bucket.state.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = module.encryption.key_arn
    }
  }
}

resource "aws_s3_bucket_policy" "state" {
  bucket = aws_s3_bucket.state.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Encrypted"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  depends_on = [aws_s3_bucket_public_access_block.state]
}

module "registry" {
  source      = "../modules/registry"
  name        = "quartermaster"
  kms_key_arn = module.encryption.key_arn
}

module "identity" {
  source           = "../modules/identity"
  name             = "quartermaster"
  repository       = var.repository
  environments     = ["staging", "production"]
  registry_arn     = module.registry.arn
  state_bucket_arn = aws_s3_bucket.state.arn
  kms_key_arn      = module.encryption.key_arn
}
