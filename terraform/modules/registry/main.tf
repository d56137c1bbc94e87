resource "aws_ecr_repository" "this" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  force_delete         = false

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.kms_key_arn
  }
}

# The oldest go, with whatever belongs to them. What has no tag stays: a signature has none, nor has an image under the
# index that names it, and without its signature no release is rolled out again.
resource "aws_ecr_lifecycle_policy" "this" {
  repository = aws_ecr_repository.this.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "All but the newest"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = var.images_max }
      action       = { type = "expire" }
    }]
  })
}
