output "vpc_id" {
  value = aws_vpc.this.id
}

output "zones" {
  value = local.zones
}

# Known once they lead somewhere: a load balancer is refused where there is no way in, and a node that reaches neither
# the registry nor the cluster's API never joins. So an apply of what stands in them makes the ways as well.
output "public_subnet_ids" {
  value      = aws_subnet.public[*].id
  depends_on = [aws_route.public, aws_route_table_association.public]
}

output "private_subnet_ids" {
  value = aws_subnet.private[*].id
  depends_on = [
    aws_route.private, aws_route_table_association.private, aws_route.public, aws_route_table_association.public,
    aws_vpc_endpoint.s3, aws_vpc_endpoint.service, aws_vpc_security_group_ingress_rule.endpoints,
  ]
}

output "data_subnet_ids" {
  description = "In the order of the zones."
  value       = aws_subnet.data[*].id
}

output "cidrs" {
  description = "By tier, for policies of the cluster."
  value       = local.cidrs
}
