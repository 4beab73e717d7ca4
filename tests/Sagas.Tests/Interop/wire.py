"""Publishes anything, and tells exactly what arrives: bytes, properties and headers with the types that they have on the wire.

    wire.py publish AMQP_URI EXCHANGE        publishes each line that it reads: {"body": base64, "properties": {}, "headers": {}}
    wire.py listen  AMQP_URI EXCHANGE        prints "ready", then the same for each message that comes by the exchange

A header is a pair of its AMQP field type, one letter, and its value: texts and bytes as base64, lists as lists of pairs, tables as
objects of pairs, numbers of every kind as their bytes in base64.
"""
import base64
import json
import struct
import sys

import pika
import pika.data

FIXED = {"t": 1, "b": 1, "B": 1, "s": 2, "u": 2, "I": 4, "i": 4, "l": 8, "f": 4, "d": 8, "D": 5, "T": 8, "V": 0}
PROPERTIES = (
    "content_type", "content_encoding", "correlation_id", "message_id", "type", "app_id", "user_id", "cluster_id", "reply_to",
    "expiration", "priority", "timestamp", "delivery_mode",
)


class Typed:
    """A value of a header with its type."""

    def __init__(self, kind, value):
        self.kind, self.value = kind, value

    def write(self):
        if self.kind in FIXED:
            return self.kind.encode() + base64.b64decode(self.value)
        if self.kind in "Sx":
            content = base64.b64decode(self.value)
        elif self.kind == "A":
            content = b"".join(Typed(*item).write() for item in self.value)
        else:
            content = b"".join(
                struct.pack("B", len(name.encode())) + name.encode() + Typed(*item).write()
                for name, item in self.value.items())
        return self.kind.encode() + struct.pack(">I", len(content)) + content


def read(encoded, offset):
    kind = encoded[offset:offset + 1].decode()
    offset += 1
    if kind in FIXED:
        end = offset + FIXED[kind]
        return [kind, base64.b64encode(encoded[offset:end]).decode()], end
    end = offset + 4 + struct.unpack_from(">I", encoded, offset)[0]
    offset += 4
    if kind in "Sx":
        return [kind, base64.b64encode(encoded[offset:end]).decode()], end
    items = []
    while offset < end:
        name = None
        if kind == "F":
            length = encoded[offset]
            name = encoded[offset + 1:offset + 1 + length].decode()
            offset += 1 + length
        value, offset = read(encoded, offset)
        items.append((name, value))
    return [kind, [value for _, value in items] if kind == "A" else dict(items)], end


def use_types():
    """Makes pika tell the types of headers, some of which it does not know. It must have connected before, with its own."""
    write_other = pika.data.encode_value

    def write(pieces, value):
        if not isinstance(value, Typed):
            return write_other(pieces, value)
        encoded = value.write()
        pieces.append(encoded)
        return len(encoded)

    pika.data.decode_value, pika.data.encode_value = read, write


def listen(channel, exchange):
    queue = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(queue, exchange)

    def handle(_, delivery, properties, body):
        print(json.dumps({
            "body": base64.b64encode(body).decode(),
            "properties": {
                name: str(getattr(properties, name)) for name in PROPERTIES if getattr(properties, name) is not None},
            "headers": properties.headers or {},
        }), flush=True)
        channel.basic_ack(delivery.delivery_tag)

    channel.basic_consume(queue, handle)
    print("ready", flush=True)
    channel.start_consuming()


def publish(channel, exchange):
    channel.confirm_delivery()
    for line in sys.stdin:
        message = json.loads(line)
        properties = message["properties"]
        for number in ("priority", "timestamp", "delivery_mode"):
            if number in properties:
                properties[number] = int(properties[number])
        headers = {name: Typed(*value) for name, value in message["headers"].items()}
        channel.basic_publish(
            exchange=exchange, routing_key="", body=base64.b64decode(message["body"]),
            properties=pika.BasicProperties(headers=headers or None, **properties), mandatory=True)


if __name__ == "__main__":
    command, uri, exchange = sys.argv[1:]
    connection = pika.BlockingConnection(pika.URLParameters(uri))
    use_types()
    {"listen": listen, "publish": publish}[command](connection.channel(), exchange)
    connection.close()
