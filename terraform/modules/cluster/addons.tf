locals {
  # Networking has to be there before a node becomes ready; the rest needs nodes to run on.
  before_nodes = {
    vpc-cni                = jsonencode({ enableNetworkPolicy = "true" })
    kube-proxy             = null
    eks-pod-identity-agent = null
  }
  on_nodes = ["coredns", "metrics-server"]
  with_role = {
    vpc-cni            = { policy = "AmazonEKS_CNI_Policy", service_account = "aws-node" }
    aws-efs-csi-driver = { policy = "service-role/AmazonEFSCSIDriverPolicy", service_account = "efs-csi-controller-sa" }
    aws-ebs-csi-driver = { policy = "service-role/AmazonEBSCSIDriverPolicy", service_account = "ebs-csi-controller-sa" }
  }
}

resource "aws_iam_role" "addon" {
  for_each = local.with_role
  name     = "${var.name}-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = { StringEquals = {
        "aws:RequestTag/eks-cluster-name"           = var.name
        "aws:RequestTag/kubernetes-namespace"       = "kube-system"
        "aws:RequestTag/kubernetes-service-account" = each.value.service_account
      } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "addon" {
  for_each   = local.with_role
  role       = aws_iam_role.addon[each.key].name
  policy_arn = "arn:aws:iam::aws:policy/${each.value.policy}"
}

resource "aws_eks_addon" "before_nodes" {
  for_each                    = local.before_nodes
  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  configuration_values        = each.value
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = can(local.with_role[each.key]) ? [local.with_role[each.key]] : []
    content {
      role_arn        = aws_iam_role.addon[each.key].arn
      service_account = pod_identity_association.value.service_account
    }
  }
}

resource "aws_eks_addon" "on_nodes" {
  for_each                    = toset(concat(local.on_nodes, ["aws-efs-csi-driver", "aws-ebs-csi-driver"]))
  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = can(local.with_role[each.key]) ? [local.with_role[each.key]] : []
    content {
      role_arn        = aws_iam_role.addon[each.key].arn
      service_account = pod_identity_association.value.service_account
    }
  }

  depends_on = [aws_eks_node_group.this]
}
