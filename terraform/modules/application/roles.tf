# A service account and a role of AWS for each process: it reads the password by which it signs in, and nothing else. The
# service account takes the role in this cluster alone; another environment may be in the same account.
locals {
  secrets_read = merge(
    { for name in keys(local.programs) : name => [var.database.secret_arn] },
    { migrate = [var.database.secret_arn, var.database.owner_secret_arn] },
  )
}

resource "kubernetes_service_account_v1" "this" {
  for_each = local.secrets_read
  metadata {
    name      = each.key
    namespace = local.namespace
  }
  automount_service_account_token = false
}

resource "aws_iam_role" "this" {
  for_each = local.secrets_read
  name     = "${var.name}-app-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = { StringEquals = {
        "aws:RequestTag/eks-cluster-name"           = var.cluster_name
        "aws:RequestTag/kubernetes-namespace"       = local.namespace
        "aws:RequestTag/kubernetes-service-account" = each.key
      } }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  for_each = local.secrets_read
  role     = aws_iam_role.this[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = each.value },
      {
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = [var.kms_key_arn]
        Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${data.aws_region.here.region}.amazonaws.com" } }
      },
    ]
  })
}

resource "aws_eks_pod_identity_association" "this" {
  for_each        = local.secrets_read
  cluster_name    = var.cluster_name
  namespace       = local.namespace
  service_account = kubernetes_service_account_v1.this[each.key].metadata[0].name
  role_arn        = aws_iam_role.this[each.key].arn
}
