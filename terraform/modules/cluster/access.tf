locals {
  # Administrators may do everything, and who releases may change the application.
  access = merge(
    { for arn in var.administrator_arns : arn => [{ policy = "AmazonEKSClusterAdminPolicy", namespaces = null }] },
    { for arn in var.release_arns : arn => [{ policy = "AmazonEKSAdminPolicy", namespaces = [var.release_namespace] }] },
  )
  granted = merge([
    for arn, policies in local.access : { for each in policies : "${arn} ${each.policy}" => merge(each, { arn = arn }) }
  ]...)
}

resource "aws_eks_access_entry" "this" {
  for_each      = local.access
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = each.key
  # By which objects of the cluster say what they allow besides: AWS's policies know no kind that comes from a chart.
  kubernetes_groups = contains(var.release_arns, each.key) ? [var.release_group] : null
}

resource "aws_eks_access_policy_association" "this" {
  for_each      = local.granted
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = each.value.arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/${each.value.policy}"

  access_scope {
    type       = each.value.namespaces == null ? "cluster" : "namespace"
    namespaces = each.value.namespaces
  }

  depends_on = [aws_eks_access_entry.this]
}
