variable "name" {
  type = string
}

variable "kubernetes_version" {
  type = string
}

variable "subnet_ids" {
  description = "Private, one for each zone."
  type        = list(string)
}

variable "api_allowed_cidrs" {
  description = "From where the cluster's API may be asked over the internet. None: from inside the network alone."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.api_allowed_cidrs : can(cidrhost(cidr, 0)) && tonumber(split("/", cidr)[1]) >= 16])
    error_message = "Name ranges of your own, /16 or smaller: the API is not for the whole internet."
  }
}

variable "administrator_arns" {
  description = "Roles of people who may do everything in the cluster; who applies first has to be one of them."
  type        = list(string)

  validation {
    condition     = length(var.administrator_arns) > 0
    error_message = "Without an administrator nobody can get in, the one who applies neither."
  }
}

variable "release_arns" {
  description = "Roles of the pipeline that roll out releases."
  type        = list(string)
  default     = []
}

variable "release_group" {
  description = "As the cluster calls those who release."
  type        = string
  default     = "release"
}

variable "release_namespace" {
  type    = string
  default = "quartermaster"
}

variable "balancer_security_group_id" {
  type = string
}

variable "balancer_ports" {
  description = "By what they are for."
  type        = map(number)
  default     = { web = 3000 }
}

variable "instance_types" {
  description = "With x86 processors, as the image is built for."
  type        = list(string)
}

variable "nodes_min" {
  description = "In each zone."
  type        = number
}

variable "nodes_max" {
  description = "In each zone."
  type        = number
}

variable "deletion_protection" {
  type    = bool
  default = true
}

variable "log_days" {
  type = number
}

variable "kms_key_arn" {
  type = string
}
