output "vpc_id" {
  value = aws_vpc.this.id
}

output "zones" {
  value = local.zones
}

output "public_subnet_ids" {
  value = aws_subnet.public[*].id
}

output "private_subnet_ids" {
  value = aws_subnet.private[*].id
}

output "data_subnet_ids" {
  description = "In the order of the zones."
  value       = aws_subnet.data[*].id
}

output "cidrs" {
  description = "By tier, for policies of the cluster."
  value       = local.cidrs
}
