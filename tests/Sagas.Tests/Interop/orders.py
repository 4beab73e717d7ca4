"""A client that knows nothing of the service but infra/rabbitmq/README.md.

    orders.py listen  AMQP_URI                                     prints "ready", then one JSON object for each event
    orders.py publish AMQP_URI EXCHANGE CONTENT_TYPE MESSAGE_ID    publishes the body that it reads
"""
import json
import sys

import pika

EVENTS = ("OrderPaid", "OrderCompleted", "OrderRejected", "OrderCancelled", "OrderNeedsAttention")


def tell(line):
    print(line, flush=True)


def listen(channel):
    queue = channel.queue_declare("", exclusive=True).method.queue
    for event in EVENTS:
        channel.exchange_declare(f"Sagas.Contracts.Orders:{event}", "fanout", durable=True)
        channel.queue_bind(queue, f"Sagas.Contracts.Orders:{event}")

    def handle(_, delivery, properties, body):
        tell(json.dumps({
            "exchange": delivery.exchange,
            "contentType": properties.content_type,
            "messageId": properties.message_id,
            "headers": {name: str(value) for name, value in (properties.headers or {}).items()},
            "body": json.loads(body),
        }))
        channel.basic_ack(delivery.delivery_tag)

    channel.basic_consume(queue, handle)
    tell("ready")
    channel.start_consuming()


def publish(channel, exchange, content_type, message_id):
    # The broker says so if it cannot give the message to any queue.
    channel.confirm_delivery()
    channel.basic_publish(
        exchange=exchange,
        routing_key="",
        body=sys.stdin.buffer.read(),
        properties=pika.BasicProperties(content_type=content_type, delivery_mode=2, message_id=message_id or None),
        mandatory=True,
    )


if __name__ == "__main__":
    command, uri, *arguments = sys.argv[1:]
    connection = pika.BlockingConnection(pika.URLParameters(uri))
    {"listen": listen, "publish": publish}[command](connection.channel(), *arguments)
    connection.close()
