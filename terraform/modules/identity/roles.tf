locals {
  pull = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability", "ecr:DescribeImages"]
  push = ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]
  sign_in = {
    Effect   = "Allow"
    Action   = ["ecr:GetAuthorizationToken"]
    Resource = ["*"]
  }
  # What AWS cannot vouch for by itself, such as the key of the shared store: people put it there.
  keys = { pipeline = "For releases and images.", plan = "For plans, and able to do less." }
  # What is asked of AWS for a plan that trusts the state (-refresh=false), besides the state itself.
  zones = { Effect = "Allow", Action = ["ec2:DescribeAvailabilityZones"], Resource = ["*"] }

  reads = { for name, secret in aws_secretsmanager_secret.keys : name => {
    Effect   = "Allow"
    Action   = ["secretsmanager:GetSecretValue"]
    Resource = [secret.arn]
  } }

  images = {
    image = {
      what    = "Pushes an image and its signature."
      subject = "ref:refs/heads/main"
      statements = [
        local.sign_in,
        { Effect = "Allow", Action = concat(local.pull, local.push), Resource = [var.registry_arn] },
        local.reads["pipeline"],
        { Effect = "Allow", Action = ["kms:Decrypt"], Resource = [var.kms_key_arn] },
      ]
    }
  }
  plans = { for environment in var.environments : "plan-${environment}" => {
    what    = "Says on a pull request what a change would do to ${environment}."
    subject = "pull_request"
    statements = [
      local.zones,
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = ["${var.state_bucket_arn}/${environment}/terraform.tfstate"] },
      { Effect = "Allow", Action = ["s3:ListBucket"], Resource = [var.state_bucket_arn] },
      { Effect = "Allow", Action = ["kms:Decrypt"], Resource = [var.kms_key_arn] },
      local.reads["plan"],
    ]
  } }
  # A release changes objects of the cluster and nothing of AWS: what the cluster lets it do is in the module cluster.
  releases = { for environment in var.environments : "release-${environment}" => {
    what    = "Rolls out a release to ${environment}."
    subject = "environment:${environment}"
    statements = [
      local.zones,
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
      # Whose signature is looked at, and whether an objective burns once it runs.
      local.sign_in,
      { Effect = "Allow", Action = local.pull, Resource = [var.registry_arn] },
      { Effect = "Allow", Action = ["aps:QueryMetrics"], Resource = ["arn:aws:aps:*:*:workspace/*"] },
      local.reads["pipeline"],
    ]
  } }
  roles = merge(local.images, local.plans, local.releases)
}

resource "aws_secretsmanager_secret" "keys" {
  for_each                = local.keys
  name                    = "${var.name}/${each.key}"
  description             = each.value
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 7
}
