variable "name" {
  description = "What the key is for, and its alias."
  type        = string
}
