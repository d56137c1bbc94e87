output "name" {
  description = "By which its figures are found."
  value       = aws_wafv2_web_acl.this.name
}
