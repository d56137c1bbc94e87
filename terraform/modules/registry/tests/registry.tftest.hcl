mock_provider "aws" {}

variables {
  name        = "shop"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "images" {
  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "IMMUTABLE" && !aws_ecr_repository.this.force_delete
    error_message = "A tag stays with its image, and images with the registry."
  }
  assert {
    condition     = aws_ecr_repository.this.encryption_configuration[0].encryption_type == "KMS" && aws_ecr_repository.this.image_scanning_configuration[0].scan_on_push
    error_message = "Encrypted, and looked through as it arrives."
  }
  assert {
    condition     = alltrue([for rule in jsondecode(aws_ecr_lifecycle_policy.this.policy).rules : rule.selection.tagStatus != "untagged"])
    error_message = "Signatures have no tag: a release that lost its own is not rolled out again."
  }
}
