"""Pictures and files that leave the application: findings in, bytes out."""
