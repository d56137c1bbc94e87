mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = { names = ["eu-a", "eu-b", "eu-c", "eu-d"] }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:mock" }
  }
}

variables {
  name           = "shop"
  cidr           = "10.20.0.0/16"
  nat_gateways   = 3
  endpoint_zones = 2
  log_days       = 30
  kms_key_arn    = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "tiers" {
  assert {
    condition     = length(distinct(aws_subnet.private[*].availability_zone)) == 3 && length(distinct(aws_subnet.data[*].availability_zone)) == 3
    error_message = "What runs and what is kept stands in three zones."
  }
  assert {
    condition     = !anytrue(aws_subnet.public[*].map_public_ip_on_launch)
    error_message = "Nothing gets a public address without being asked for it."
  }
  assert {
    condition     = !contains(concat([aws_route.public.route_table_id], aws_route.private[*].route_table_id), aws_route_table.data.id)
    error_message = "Databases have no route to the world."
  }
  assert {
    condition     = length(distinct(aws_route.private[*].nat_gateway_id)) == 3
    error_message = "Each zone has a way out of its own."
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints.cidr_ipv4 == var.cidr
    error_message = "Endpoints answer inside the network alone."
  }
  assert {
    condition     = length(aws_default_security_group.closed.ingress) == 0 && length(aws_default_security_group.closed.egress) == 0
    error_message = "The group that comes with the network lets nothing through."
  }
}

run "one_way_out" {
  variables {
    nat_gateways = 1
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(distinct(aws_route.private[*].nat_gateway_id)) == 1
    error_message = "One gateway serves three zones."
  }
}

run "two_ways_out" {
  command = plan
  variables {
    nat_gateways = 2
  }
  expect_failures = [var.nat_gateways]
}
