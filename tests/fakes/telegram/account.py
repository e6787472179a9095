"""The bot's account, for those who shouldn't wait for aiogram's import."""

TOKEN = "4242424242:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-test"  # the shape of a token, nobody's
ME = {"id": 4242424242, "is_bot": True, "first_name": "Місток", "username": "mistok_test_bot"}
