output "arn" {
  value = aws_lb.this.arn
}

output "arn_suffix" {
  description = "By which its figures are found."
  value       = aws_lb.this.arn_suffix
}

output "target_group_arn" {
  description = "Once people can be sent there."
  value       = aws_lb_target_group.web.arn
  depends_on  = [aws_lb_listener.https]
}

output "target_group_arn_suffix" {
  value = aws_lb_target_group.web.arn_suffix
}

output "security_group_id" {
  value = aws_security_group.this.id
}
