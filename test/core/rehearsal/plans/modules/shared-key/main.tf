terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "accounts" {
  type = map(string)
}

variable "bucket" {
  type = string
}

locals {
  arns = ["arn:aws:s3:::${var.bucket}", "arn:aws:s3:::${var.bucket}/*"]
  root = { for name, id in var.accounts : name => "arn:aws:iam::${id}:root" }
}

resource "aws_kms_key" "this" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Effect = "Allow", Principal = { AWS = local.root.key }, Action = "kms:*", Resource = "*" }],
      [for name in ["file_system", "bucket"] : {
        Sid       = name
        Effect    = "Allow"
        Principal = { AWS = local.root[name] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringLike = { "kms:EncryptionContext:aws:s3:arn" = local.arns } }
      }],
      [{ Effect = "Allow", Principal = { AWS = values(local.root) }, Action = "kms:DescribeKey", Resource = "*" }],
      [{ Effect = "Allow", Principal = { AWS = local.root.file_system }, Action = ["kms:CreateGrant", "kms:RevokeGrant"], Resource = "*" }],
    )
  })
}

output "arn" {
  value = aws_kms_key.this.arn
}
