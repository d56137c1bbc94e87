mock_provider "aws" {
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/1" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop/1" }
  }
}

variables {
  name            = "shop"
  vpc_id          = "vpc-1"
  subnet_ids      = ["subnet-a", "subnet-b", "subnet-c"]
  target_cidrs    = ["10.20.64.0/20"]
  host            = "shop.example.com"
  zone_id         = "Z0123456789"
  certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/mock"
  log_bucket      = "logs"
}

run "front" {
  assert {
    condition     = toset([for rule in aws_vpc_security_group_ingress_rule.world : rule.from_port]) == toset([80, 443]) && alltrue([for rule in aws_vpc_security_group_ingress_rule.world : rule.from_port == rule.to_port])
    error_message = "The world reaches two ports."
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_egress_rule.web : rule.from_port == 3000 && rule.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "And it reaches the web alone."
  }
  assert {
    condition     = aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS" && startswith(aws_lb_listener.https.ssl_policy, "ELBSecurityPolicy-TLS13")
    error_message = "Everybody is led to TLS."
  }
  assert {
    condition     = aws_lb.this.enable_deletion_protection && aws_lb.this.drop_invalid_header_fields && aws_lb.this.access_logs[0].enabled
    error_message = "Kept, strict, and logged."
  }
  assert {
    condition     = aws_lb.this.idle_timeout > 10 && aws_lb.this.idle_timeout < 65
    error_message = "Idle for longer than a stream's ping, and shorter than the web keeps a connection."
  }
  assert {
    condition     = aws_lb_target_group.web.health_check[0].path == "/api/health/ready" && tonumber(aws_lb_target_group.web.deregistration_delay) <= 30
    error_message = "Callers go to webs that are ready."
  }
}
