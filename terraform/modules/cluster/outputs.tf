output "name" {
  description = "Known once the cluster has nodes and what every pod needs."
  value       = aws_eks_cluster.this.name
  depends_on  = [aws_eks_addon.on_nodes, aws_eks_access_policy_association.this]
}

output "arn" {
  value = aws_eks_cluster.this.arn
}

output "endpoint" {
  value = aws_eks_cluster.this.endpoint
}

output "certificate_authority" {
  value = aws_eks_cluster.this.certificate_authority[0].data
}

output "security_group_id" {
  description = "Of nodes and pods."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "release_group" {
  value = var.release_group
}
