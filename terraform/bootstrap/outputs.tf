output "backend" {
  description = "For terraform/environments/backend.hcl."
  value       = <<-EOT
    bucket     = "${aws_s3_bucket.state.id}"
    region     = "${var.region}"
    kms_key_id = "${module.encryption.key_arn}"
  EOT
}

output "registry" {
  description = "Where images are pushed."
  value       = module.registry.url
}

output "roles" {
  description = "For the variables of the repository on GitHub."
  value       = module.identity.role_arns
}
