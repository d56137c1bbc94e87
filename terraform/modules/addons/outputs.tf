output "charts" {
  description = "What runs in the cluster besides the application, and which version."
  value       = { for name, release in helm_release.this : name => release.version }
}
