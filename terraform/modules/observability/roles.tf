locals {
  roles = {
    prometheus = [{ Effect = "Allow", Action = ["aps:RemoteWrite"], Resource = [aws_prometheus_workspace.this.arn] }]
    vector = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:DescribeLogGroups"]
        Resource = [aws_cloudwatch_log_group.application.arn, "${aws_cloudwatch_log_group.application.arn}:*"]
      },
      {
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:ListBucket"]
        Resource = ["arn:${data.aws_partition.here.partition}:s3:::${var.head_bucket}", "arn:${data.aws_partition.here.partition}:s3:::${var.head_bucket}/*"]
      },
    ]
  }
}

resource "aws_iam_role" "this" {
  for_each = local.roles
  name     = "${var.name}-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = { StringEquals = {
        "aws:RequestTag/eks-cluster-name"           = var.cluster_name
        "aws:RequestTag/kubernetes-namespace"       = local.namespace
        "aws:RequestTag/kubernetes-service-account" = local.service_accounts[each.key]
      } }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  for_each = local.roles
  role     = aws_iam_role.this[each.key].id
  policy   = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

resource "aws_eks_pod_identity_association" "this" {
  for_each        = local.roles
  cluster_name    = var.cluster_name
  namespace       = local.namespace
  service_account = local.service_accounts[each.key]
  role_arn        = aws_iam_role.this[each.key].arn
}
