output "certificate_arn" {
  description = "Once it is valid."
  value       = aws_acm_certificate_validation.this.certificate_arn
}
