mock_provider "aws" {
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:eu-central-1:123456789012:certificate/mock"
      domain_validation_options = [{
        domain_name           = "shop.example.com"
        resource_record_name  = "_a.shop.example.com"
        resource_record_type  = "CNAME"
        resource_record_value = "_b.acm-validations.aws"
      }]
    }
  }
}

variables {
  host    = "shop.example.com"
  zone_id = "Z0123456789"
}

run "certificate" {
  assert {
    condition     = aws_acm_certificate.this.validation_method == "DNS" && aws_route53_record.validation.name == "_a.shop.example.com"
    error_message = "Proved by a record, and so renewed by itself."
  }
  assert {
    condition     = aws_route53_record.caa.name == var.host && anytrue([for each in aws_route53_record.caa.records : strcontains(each, "amazon.com")])
    error_message = "Nobody else makes a certificate for this name."
  }
}
