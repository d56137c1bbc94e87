output "files_id" {
  description = "The file system, and the door through which pods come in."
  value       = "${aws_efs_file_system.files.id}::${aws_efs_access_point.files.id}"
  depends_on  = [aws_efs_mount_target.files, aws_efs_file_system_policy.files]
}

output "files_arn" {
  value = aws_efs_file_system.files.arn
}

output "log_bucket" {
  value      = aws_s3_bucket.this["logs"].id
  depends_on = [aws_s3_bucket_policy.this]
}

output "export_bucket" {
  value = aws_s3_bucket.this["exports"].id
}

output "head_bucket" {
  value = aws_s3_bucket.this["heads"].id
}
