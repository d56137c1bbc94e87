locals {
  pull = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability", "ecr:DescribeImages"]
  push = ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]
  sign_in = {
    Effect   = "Allow"
    Action   = ["ecr:GetAuthorizationToken"]
    Resource = ["*"]
  }
  hidden = {
    Effect      = "Deny"
    Action      = ["secretsmanager:GetSecretValue", "ssm:GetParameter*", "s3:GetObject*", "ecr:BatchGetImage", "logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery"]
    NotResource = [var.registry_arn, "${var.state_bucket_arn}/*"]
  }

  images = {
    image = {
      what      = "Pushes an image and its signature."
      subject   = "ref:refs/heads/main"
      reads_all = false
      statements = [
        local.sign_in,
        { Effect = "Allow", Action = concat(local.pull, local.push), Resource = [var.registry_arn] },
      ]
    }
  }
  plans = { for environment in var.environments : "plan-${environment}" => {
    what      = "Says on a pull request what a change would do to ${environment}."
    subject   = "pull_request"
    reads_all = true
    statements = [
      local.hidden,
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = ["${var.state_bucket_arn}/${environment}/terraform.tfstate"] },
      { Effect = "Allow", Action = ["s3:ListBucket"], Resource = [var.state_bucket_arn] },
      { Effect = "Allow", Action = ["kms:Decrypt"], Resource = [var.kms_key_arn] },
    ]
  } }
  # A release changes objects of the cluster and nothing of AWS: what the cluster lets it do is in the module cluster.
  releases = { for environment in var.environments : "release-${environment}" => {
    what      = "Rolls out a release to ${environment}."
    subject   = "environment:${environment}"
    reads_all = true
    statements = [
      local.hidden,
      {
        Effect = "Allow"
        Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
        Resource = [
          "${var.state_bucket_arn}/${environment}/terraform.tfstate",
          "${var.state_bucket_arn}/${environment}/terraform.tfstate.tflock",
        ]
      },
      { Effect = "Allow", Action = ["s3:ListBucket"], Resource = [var.state_bucket_arn] },
      { Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [var.kms_key_arn] },
    ]
  } }
  roles = merge(local.images, local.plans, local.releases)
}
