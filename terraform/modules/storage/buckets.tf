data "aws_caller_identity" "here" {}

locals {
  # The load balancer writes its log into buckets of S3's own encryption alone. Heads are no secret, and whoever deletes
  # our key must not make them unreadable.
  buckets = {
    logs    = { kms = null, days = var.log_days, lock = null }
    exports = { kms = var.kms_key_arn, days = var.export_days, lock = { mode = "GOVERNANCE", days = var.export_locked_days } }
    heads   = { kms = null, days = null, lock = { mode = "COMPLIANCE", days = var.head_days } }
  }
  statements = {
    logs = [{
      Sid       = "Balancer"
      Effect    = "Allow"
      Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.this["logs"].arn}/balancer/AWSLogs/${data.aws_caller_identity.here.account_id}/*"
    }]
    exports = []
    # The lock keeps every version; these keep a head from being hidden behind a newer one, or behind a mark of deletion.
    heads = [
      {
        Sid       = "Added"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutLifecycleConfiguration"]
        Resource  = [aws_s3_bucket.this["heads"].arn, "${aws_s3_bucket.this["heads"].arn}/*"]
      },
      {
        Sid       = "ByTheLog"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.this["heads"].arn}/*"
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = var.head_writer_arn } }
      },
    ]
  }
}

resource "aws_s3_bucket" "this" {
  for_each      = local.buckets
  bucket        = "${var.name}-${each.key}-${data.aws_caller_identity.here.account_id}"
  force_destroy = false
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = local.buckets
  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = each.value.kms == null ? "AES256" : "aws:kms"
      kms_master_key_id = each.value.kms
    }
  }
}

resource "aws_s3_bucket_object_lock_configuration" "this" {
  for_each = { for name, bucket in local.buckets : name => bucket.lock if bucket.lock != null }
  bucket   = aws_s3_bucket.this[each.key].id

  rule {
    default_retention {
      mode = each.value.mode
      days = each.value.days
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = { for name, bucket in local.buckets : name => bucket if bucket.days != null }
  bucket   = aws_s3_bucket.this[each.key].id

  rule {
    id     = "end"
    status = "Enabled"
    filter {}

    expiration {
      days = each.value.days
    }
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_policy" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "Encrypted"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.this[each.key].arn, "${aws_s3_bucket.this[each.key].arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
      local.statements[each.key],
    )
  })

  depends_on = [aws_s3_bucket_public_access_block.this]
}
